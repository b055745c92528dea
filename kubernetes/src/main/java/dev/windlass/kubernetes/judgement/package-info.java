/**
 * What a cluster's objects say about it, as pure functions: no clock, no connection, no waiting. The same functions judge a real
 * cluster and a simulated one.
 */
package dev.windlass.kubernetes.judgement;

/** Does the node actions: SSH, the node protocol, drain. */
package dev.windlass.executor;

/** The topics: which there are, how they are configured, where a cluster's records are, and what their headers say. */
package dev.windlass.runtime.topics;

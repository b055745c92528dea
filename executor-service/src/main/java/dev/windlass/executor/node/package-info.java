/**
 * What the executor does on nodes: one SSH connection a node, the node protocol over it, and runs that are followed to their end.
 * Nothing else in Windlass speaks SSH or quotes for a shell.
 */
package dev.windlass.executor.node;

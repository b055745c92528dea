/** One process with an embedded broker and the three services: serve, demo and the other commands. */
package dev.windlass.standalone;

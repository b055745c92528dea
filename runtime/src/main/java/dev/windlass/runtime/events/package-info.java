/** Events from the outside: publish a request, follow what happens, know where every cluster is. */
package dev.windlass.runtime.events;

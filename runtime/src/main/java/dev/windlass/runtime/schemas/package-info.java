/** Schema registries: the read side of one, for tools that decode records, and the registration with a user's own. */
package dev.windlass.runtime.schemas;

/** Records that could not be used: put aside, visibly, so that nothing else stops. */
package dev.windlass.runtime.deadletters;

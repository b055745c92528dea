/** The command simulate: many simulated runs of the whole product, and what to do with one that broke a promise. */
package dev.windlass.standalone.simulate;

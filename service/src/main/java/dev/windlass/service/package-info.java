/** What the three services have in common as processes: command line, HTTP with health, a graceful end. */
package dev.windlass.service;

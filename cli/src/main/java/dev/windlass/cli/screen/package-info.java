/** What people see: tables, lines and colours. */
package dev.windlass.cli.screen;

/** Events, clusters and plans as JSON. The field names are a contract: fields may be added, none changes its meaning. */
package dev.windlass.planner.view;

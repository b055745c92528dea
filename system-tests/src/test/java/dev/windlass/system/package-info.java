/** The built product as a whole: services in processes of their own, a broker beside them, a cluster to upgrade. */
package dev.windlass.system;

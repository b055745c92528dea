/** The configuration: one file, which every service reads in every form of deployment. */
package dev.windlass.runtime.config;

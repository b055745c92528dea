/** What the fuzz tests share. Never on the class path of the product. */
package dev.windlass.fuzzing;

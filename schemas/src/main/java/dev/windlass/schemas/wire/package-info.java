/** How records are written as bytes: the five-byte frame, schema ids that never change, and limits. */
package dev.windlass.schemas.wire;

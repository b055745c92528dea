package dev.windlass.schemas.wire;

import org.apache.avro.Schema;

/**
 * A schema as it was released, which is never changed again.
 *
 * @param version in its subject, from 1
 * @param id what the frame of a record says; fixed for all time
 * @param schema complete in itself
 */
public record ReleasedSchema(Subject subject, int version, int id, Schema schema) {}

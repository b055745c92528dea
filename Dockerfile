# One image for the three services: the first argument of the container says which of them it is.
#
#   docker build -t windlass .
#   docker run -v ./windlass.yaml:/etc/windlass/windlass.yaml:ro windlass planner
#
# MAVEN_IMAGE needs Maven and a JDK 25; JRE_IMAGE needs a Java 25 on its PATH, bash, groupadd and useradd.
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${MAVEN_IMAGE} AS build
# source: Maven builds the jars here. prebuilt: they are taken as `mvn package` left them in the source tree, and
# MAVEN_IMAGE may be any image with a shell.
ARG JARS=source
# Further words for Maven, such as a mirror's settings or --offline.
ARG MAVEN_WORDS=
WORKDIR /src
COPY . .
RUN bash docker/collect-jars "${JARS}" /out ${MAVEN_WORDS}

FROM ${JRE_IMAGE}
# A number, so that a cluster's "run as non-root" check can see it.
RUN groupadd --gid 10001 windlass \
    && useradd --uid 10001 --gid windlass --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin windlass
COPY --from=build /out /opt/windlass
COPY docker/windlass-service docker/healthy /usr/local/bin/
USER 10001:10001
EXPOSE 8480 8481 8482
# Ready means: the broker answers and the topics are right.
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 CMD ["/usr/local/bin/healthy"]
# Exec form, and the script becomes java: a SIGTERM from `docker stop` reaches it, and the step in flight is handed over.
ENTRYPOINT ["/usr/local/bin/windlass-service"]
STOPSIGNAL SIGTERM

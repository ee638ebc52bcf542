# The image of a service, built from the root of the repository, after `./mvnw -Dcontainers -DskipTests package`:
#   docker build --build-arg MODULE=scoring --build-arg PORT=8082 --tag rapport/scoring .
# The inference worker has a Dockerfile of its own, as it brings a model.
FROM eclipse-temurin:17-jre
RUN groupadd --system rapport && useradd --system --gid rapport --home-dir /var/lib/rapport --create-home rapport
ARG MODULE
ARG PORT
COPY ${MODULE}/target/image/lib /opt/rapport/lib
COPY ${MODULE}/target/${MODULE}-*.jar /opt/rapport/lib/
# Class path and main class.
COPY ${MODULE}/image.args /opt/rapport/image.args
USER rapport
WORKDIR /var/lib/rapport
# Others reach a container over the network; what is published to whom, its runner decides.
ENV RAPPORT_HTTP_HOST=0.0.0.0
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE ${PORT}
ENTRYPOINT ["java", "@/opt/rapport/image.args"]

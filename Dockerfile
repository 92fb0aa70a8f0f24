# One image a service: docker build --build-arg SERVICE=intake --tag hoso-intake .
# The steps are run without an engine by test/image.int.spec.ts.
ARG NODE_VERSION=26.10.0

FROM node:${NODE_VERSION}-bookworm AS build
WORKDIR /build
COPY . .
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile
RUN PATH="$PWD/node_modules/.bin:$PATH" turbo run build --output-logs=errors-only
ARG SERVICE
RUN node_modules/.bin/pnpm --filter "@hoso/${SERVICE}" deploy --prod --legacy /hoso/services/service
RUN cp -r rules /hoso/rules

# Neither compiler nor package manager, and nothing that whoever runs it may write.
FROM node:${NODE_VERSION}-bookworm-slim
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /opt/yarn* \
  && mkdir -p /data && chown 10001:10001 /data
COPY --from=build /hoso /hoso
WORKDIR /hoso/services/service
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(({ status }) => process.exit(status === 200 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=4", "--max-old-space-size=768", "dist/main.js"]

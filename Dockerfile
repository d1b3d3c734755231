# Builds the service with its policies compiled; not run on the machine it was written on (no Docker engine there).
FROM node:24.11.0-bookworm-slim AS build
ENV LEGATE_CACHE_DIR=/opt/legate/cache
WORKDIR /opt/legate
COPY package.json package-lock.json .npmrc ./
RUN npm ci --loglevel=error
COPY . .
# OPA comes in the pinned version with its SHA-256 checked (libs/policy/src/toolchain), from the official release.
RUN npx nest build pdp \
 && node scripts/compile-policies.mjs \
 && npm prune --omit=dev --loglevel=error

FROM node:24.11.0-bookworm-slim
ENV NODE_ENV=production \
    LEGATE_HOST=0.0.0.0 \
    LEGATE_CACHE_DIR=/opt/legate/cache \
    LEGATE_DATA_DIR=/var/lib/legate
WORKDIR /opt/legate
# Git takes the pushes of policies; util-linux, which keeps their tests from the network, is in the base.
RUN apt-get update \
 && apt-get install -y --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /var/lib/legate legate
COPY --from=build /opt/legate/package.json ./
COPY --from=build /opt/legate/node_modules ./node_modules
COPY --from=build /opt/legate/dist ./dist
COPY --from=build /opt/legate/policies-rego ./policies-rego
COPY --from=build /opt/legate/cache ./cache
USER legate
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s CMD node -e "fetch('http://127.0.0.1:8080/health/ready').then((r) => process.exit(r.ok ? 0 : 1))"
CMD ["node", "--max-semi-space-size=32", "dist/apps/pdp/src/main.js"]

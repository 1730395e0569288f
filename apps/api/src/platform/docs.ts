import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { createRequire } from 'node:module';
import path from 'node:path';
import { policy } from './origins.js';
import { serveFiles } from './static-files.js';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>CallDocker API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="icon" href="/api/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/begin.js"></script>
  </body>
</html>
`;
const BEGIN = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

/** Swagger UI from its own package under a policy without inline code, and the document it reads. */
export async function serveDocs(server: FastifyInstance, document: OpenAPIObject): Promise<void> {
  const open = { config: { access: 'public' as const } };
  const text = JSON.stringify(document);
  server.get('/api/openapi.json', open, (_request, reply) => reply.type('application/json').send(text));
  server.get('/api/docs', open, (_request, reply) =>
    reply.header('content-security-policy', policy({})).type('text/html; charset=utf-8').send(PAGE),
  );
  server.get('/api/docs/begin.js', open, (_request, reply) => reply.type('text/javascript').send(BEGIN));
  const root = path.dirname(createRequire(path.join(process.cwd(), 'package.json')).resolve('swagger-ui-dist'));
  await serveFiles(server, root, '/api/docs/', { globIgnore: ['**/*.map', '**/*.html', '**/*initializer*'] });
}

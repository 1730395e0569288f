import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './app.module.js';
import { inApiPrefix } from './platform/prefix.js';
import { loadConfig } from './platform/config.js';
import { buildDocument } from './platform/openapi.js';

// Prints the OpenAPI document. Nothing is connected: in preview Nest only reads what the rooms declare.
const config = loadConfig({
  DATABASE_URL: 'postgres://none',
  SYSTEM_DATABASE_URL: 'postgres://none',
  REDIS_URL: 'redis://none',
  STORAGE_URL: 'file:///none',
  SECRET: 'only for reading what the rooms declare',
});
const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(config), new FastifyAdapter(), {
  preview: true,
  logger: false,
});
inApiPrefix(app);
process.stdout.write(`${JSON.stringify(buildDocument(app), null, 2)}\n`);

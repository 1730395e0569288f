// Writes libs/flow-engine/schema.json from the engine's types: the schemas that the OpenAPI document and partners share.
// With --check it writes nothing and fails when the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const ROOTS = [
  'Screen',
  'Wait',
  'Input',
  'Definition',
  'Issue',
  'Schedule',
  'Scenario',
  'ScenarioReport',
  'Completeness',
  'Change',
  'Coverage',
];
const file = fileURLToPath(new URL('../libs/flow-engine/schema.json', import.meta.url));

const generator = createGenerator({
  path: fileURLToPath(new URL('../libs/flow-engine/src/index.ts', import.meta.url)),
  tsconfig: fileURLToPath(new URL('../libs/flow-engine/tsconfig.json', import.meta.url)),
  sortProps: true,
  skipTypeCheck: true,
});

const definitions = {};
for (const root of ROOTS) Object.assign(definitions, generator.createSchema(root).definitions);
const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
// `Localized<Template>` is no name for a component.
const text = JSON.stringify(
  { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'CallDocker flow format', $defs: sorted },
  null,
  2,
)
  .replaceAll('#/definitions/', '#/$defs/')
  .replaceAll(/Localized(?:<|%3C)(\w+)(?:>|%3E)/g, 'Localized$1');
const schema = `${JSON.stringify(withDiscriminators(JSON.parse(text)), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, schema);
} else if (readFileSync(file, 'utf8') !== schema) {
  console.error('libs/flow-engine/schema.json is out of date. Run: nx run flow-engine:schema');
  process.exitCode = 1;
}

/** Unions told apart by one constant property say so: `oneOf` with a discriminator reads better in documents and clients. */
function withDiscriminators(schema) {
  for (const definition of Object.values(schema.$defs)) {
    const members = definition.anyOf?.map(({ $ref }) => $ref?.slice('#/$defs/'.length));
    if (!members?.every((name) => name !== undefined)) continue;
    const propertyName = ['kind', 'type'].find((property) =>
      members.every((name) => schema.$defs[name].properties?.[property]?.const !== undefined),
    );
    if (propertyName === undefined) continue;
    definition.oneOf = definition.anyOf;
    delete definition.anyOf;
    definition.discriminator = {
      propertyName,
      mapping: Object.fromEntries(
        members.map((name) => [schema.$defs[name].properties[propertyName].const, `#/$defs/${name}`]),
      ),
    };
  }
  return schema;
}

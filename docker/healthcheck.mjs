// Run in the API's container: succeeds when the process answers and its database and storage do.
import { get } from 'node:http';

const call = get({ port: process.env.PORT, path: '/health/ready', timeout: 4000 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
call.on('timeout', () => process.exit(1));
call.on('error', () => process.exit(1));

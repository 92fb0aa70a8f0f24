// Runs once, on an empty data folder: for each service a database of its views and a user of it, who sees no other.
const { readFileSync } = require('node:fs');
for (const service of ['registry', 'intake', 'processing', 'postal-delivery', 'audit']) {
  const name = `hoso_${service.replaceAll('-', '_')}`;
  const pwd = readFileSync(`/run/secrets/${service}-views-password`, 'utf8').trim();
  db.getSiblingDB(name).createUser({ user: name, pwd, roles: [{ role: 'readWrite', db: name }] });
}

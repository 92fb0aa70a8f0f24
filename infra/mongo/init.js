// Runs once, on an empty data folder: the user that services keep their views as, in one database and no other.
const password = require('node:fs').readFileSync('/run/secrets/database-password', 'utf8').trim();
db.getSiblingDB('hoso').createUser({ user: 'hoso', pwd: password, roles: [{ role: 'readWrite', db: 'hoso' }] });

// Loaded before anything else in jest and its workers: a worker whose jest was killed ends, whatever it is doing.
process.once('disconnect', () => process.exit(1));

/**
 * What Node is told of every process of the platform.
 *
 * Decision: a nursery of at most 4 MB a half. / Because a service that starts fills the one of 16 MB that V8 takes
 * otherwise, and keeps it: 25 to 40 MB of each idle process, for as many commands a second and the same processor
 * time for each. A rebuild, whose documents live longer, takes a tenth more. / Instead of: more memory for each
 * replica.
 *
 * Decision: a heap of at most 768 MB. / Because V8 lets a heap that may grow to 4 GB grow fourfold before it collects,
 * one that may grow to 1 GB by three fifths, and a smaller one by less; and what an idle process has collected it does
 * not give back: intake held 255 MB after 200 dossiers' lives with telemetry, of which 36 were in use, 188 after 350
 * with a heap of 1 GB. No process needs so much: logs are read in pages. What is left of it, `giveMemoryBack` gives
 * back. / Instead of: a heap that grows as it likes until then.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=4', '--max-old-space-size=768'] as const;

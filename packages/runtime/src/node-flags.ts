/**
 * What Node is told of every process of the platform.
 *
 * Decision: a nursery of at most 4 MB a half. / Because a service that starts fills the one of 16 MB that V8 takes
 * otherwise, and keeps it: 25 to 40 MB of each idle process, for as many commands a second and the same processor
 * time for each. A rebuild, whose documents live longer, takes a tenth more. / Instead of: more memory for each
 * replica.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=4'] as const;

/** Where intake takes commands about dossiers. */
export const dossierSubject = 'intake.commands.dossier';

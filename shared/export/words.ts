import type { QueryStatus, FormStatus } from '../casebook/casebook'
import type { ChangeKind, Closing, HeldReason, QueryMove, SignatureMeaning } from '../change/change'
import type { ClockFault } from '../change/clock'
import type { Decision } from '../clinical/dose-gate/condition'
import type { Agent } from '../dose-release/agents'
import type { Role } from '../roles'
import type { Language } from '../study/definition'
import type { ValueSource } from '../study/source-definition'
import type { Reception } from './audit'
import type { CasebookStatus } from './source'

/** What of an entry somebody wrote freely: its value, its reason, a query's text, a source note, a file's title. */
export type WrittenPart = 'entry' | 'reason' | 'text' | 'note' | 'title'

/** What a printed casebook says besides what the study and its people say. */
export interface Words {
  /** Between what is named and what is said of it. */
  readonly colon: string
  readonly casebook: string
  readonly study: string
  readonly participant: string
  readonly site: string
  readonly version: string
  readonly status: string
  readonly asOf: string
  readonly heardAt: string
  readonly onlyPart: string
  readonly dictionaries: string
  readonly madeBy: string
  readonly contents: string
  readonly forms: string
  readonly values: string
  readonly changes: string
  readonly openQueries: string
  readonly signatures: string
  readonly notReceived: string
  readonly pageOf: (page: number, pages: number) => string
  readonly notEntered: string
  readonly earlier: string
  readonly twoValues: string
  readonly hidden: string
  readonly otherVersion: string
  readonly withdrawn: string
  readonly row: (n: number) => string
  readonly findings: string
  readonly findingOpen: string
  readonly findingConfirmed: string
  readonly queries: string
  readonly opened: string
  readonly attached: string
  /** Size of a file, and how many of its parts were blacked out. */
  readonly fileSize: (bytes: number, blackened: number) => string
  readonly takenAway: string
  readonly checked: string
  readonly verified: string
  readonly items: (done: number, of: number) => string
  readonly accepted: string
  readonly changedSince: string
  readonly intact: string
  readonly broken: string
  readonly nobodySigned: string
  readonly auditTrail: string
  readonly backToForm: string
  readonly when: string
  readonly who: string
  readonly what: string
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly received: string
  readonly changed: string
  readonly aboutParticipant: string
  /** An entry that is referred to and is not at hand. */
  readonly entryElsewhere: string
  readonly approved: string
  /** After the first few of a list. */
  readonly andMore: (n: number) => string
  readonly eligible: string
  readonly notEligible: string
  readonly waiver: string
  readonly agent: Readonly<Record<Agent, string>>
  readonly doseDecision: Readonly<Record<Decision, string>>
  readonly written: { readonly [P in WrittenPart]: string }
  readonly casebookStatus: { readonly [S in CasebookStatus]: string }
  readonly formStatus: { readonly [S in FormStatus]: string }
  readonly queryStatus: { readonly [S in QueryStatus]: string }
  readonly closing: { readonly [C in Closing]: string }
  readonly queryMove: { readonly [M in QueryMove]: string }
  readonly meaning: { readonly [M in SignatureMeaning]: string }
  readonly sourceHead: string
  /** Where a value comes from. */
  readonly source: { readonly [S in ValueSource]: string }
  readonly role: { readonly [R in Role]: string }
  readonly kind: { readonly [K in ChangeKind]: string }
  readonly reception: { readonly [R in Reception]: string }
  readonly held: { readonly [R in HeldReason]: string }
  /** What is said of a clock that cannot be believed; how much follows. */
  readonly clock: { readonly [F in ClockFault['fault']]: string }
  /** Days, hours, minutes. */
  readonly lasting: readonly [string, string, string]
}

/** Digits of a whole number in threes, the same on every machine. */
const inThrees = (n: number, between: string): string => String(n).replace(/\B(?=(\d{3})+$)/g, between)

const en: Words = {
  colon: ': ',
  casebook: 'Casebook',
  study: 'Study',
  participant: 'Participant',
  site: 'Site',
  version: 'Form version',
  status: 'Status',
  asOf: 'As it stood',
  heardAt: 'Server known until',
  onlyPart: 'A part only',
  dictionaries: 'Dictionaries',
  madeBy: 'Made by',
  contents: 'In this casebook',
  forms: 'Forms entered',
  values: 'Values',
  changes: 'Entries in the audit trail',
  openQueries: 'Open queries',
  signatures: 'Signatures',
  notReceived: 'Entries the server does not have yet',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  notEntered: 'Not entered',
  earlier: 'Before',
  twoValues: 'Two values, no decision yet',
  hidden: 'Not asked for any more by the other answers',
  otherVersion: 'Entered under another version of the form',
  withdrawn: 'Withdrawn',
  row: (n) => `Row ${n}`,
  findings: 'Findings',
  findingOpen: 'to answer',
  findingConfirmed: 'confirmed',
  queries: 'Queries',
  opened: 'Opened by itself',
  attached: 'Attached files',
  fileSize: (bytes, blackened) =>
    `${inThrees(bytes, ',')} bytes${blackened === 0 ? '' : `, ${blackened} ${blackened === 1 ? 'part' : 'parts'} blacked out`}`,
  takenAway: 'Taken away',
  checked: 'Review',
  verified: 'Verified against the source',
  items: (done, of) => `${done} of ${of} items`,
  accepted: 'Accepted by the investigator',
  changedSince: 'A value has changed since.',
  intact: 'Valid: the content is what was signed.',
  broken: 'No longer valid: the content was changed after signing.',
  nobodySigned: 'Not signed',
  auditTrail: 'Audit trail',
  backToForm: 'Back to the form',
  when: 'When',
  who: 'Who',
  what: 'What',
  from: 'From',
  to: 'To',
  reason: 'Reason',
  received: 'Received',
  changed: 'changed',
  aboutParticipant: 'The participant',
  entryElsewhere: 'an entry that is not at hand here',
  approved: 'approved',
  andMore: (n) => `${n} more`,
  eligible: 'may take part',
  notEligible: 'may not take part',
  waiver: 'waiver',
  agent: { LU177: 'Lu-177', EVEROLIMUS: 'Everolimus', CAPECITABINE: 'Capecitabine', OCTREOTIDE: 'Octreotide LAR' },
  doseDecision: { RELEASED: 'released', REDUCED: 'reduced', HOLD: 'on hold', STOP: 'stopped' },
  written: {
    entry: 'value',
    reason: 'reason',
    text: 'words of the query',
    note: 'source note',
    title: 'name of the file',
  },
  casebookStatus: { draft: 'Draft', unsigned: 'Complete, not signed', signed: 'Signed', locked: 'Locked' },
  formStatus: { 'in-progress': 'In progress', complete: 'Complete', 'not-done': 'Not done' },
  queryStatus: {
    candidate: 'proposed',
    open: 'open',
    answered: 'answered',
    reopened: 'open again',
    closed: 'closed',
    cancelled: 'cancelled',
  },
  closing: { open: 'open', frozen: 'frozen', locked: 'locked' },
  queryMove: {
    propose: 'proposed',
    open: 'asked',
    answer: 'answered',
    close: 'closed',
    cancel: 'cancelled',
    reopen: 'asked again',
  },
  meaning: {
    'reviewed-adverse-event': 'I have reviewed this adverse event and accept it as recorded.',
    'data-correct': 'The data are complete and correct.',
    eligibility: 'The participant is eligible.',
    'dose-release': 'I release this dose.',
  },
  sourceHead: 'Source',
  source: {
    direct: 'entered directly',
    transcribed: 'copied from another record',
    device: 'taken from an instrument',
    calculated: 'calculated',
    imported: 'read from a file',
    participant: 'answered by the participant',
  },
  role: {
    nurse: 'research nurse',
    investigator: 'investigator',
    monitor: 'monitor',
    'data-manager': 'data manager',
    administrator: 'administrator',
    participant: 'participant',
    system: 'system',
  },
  kind: {
    enrol: 'enrolled',
    amend: 'moved to another study version',
    value: 'entered',
    status: 'form status',
    confirm: 'confirmed',
    query: 'query',
    verify: 'verified',
    unverify: 'verification taken back',
    lock: 'freeze and lock',
    export: 'exported',
    review: 'accepted',
    sign: 'signed',
    'dose-release': 'decided about a dose',
    eligibility: 'signed eligibility',
    resolve: 'decided',
    withdraw: 'withdrew',
    attach: 'added a file',
    detach: 'took a file away',
    release: 'decided on a held entry',
    'redaction-request': 'asked for a redaction',
    'redaction-decision': 'decided on a redaction',
    request: 'asked the server',
    refuse: 'randomisation refused',
    randomise: 'randomised',
    unblind: 'blind broken',
    transfer: 'moved to another site',
    carried: 'carried here from another site',
    void: 'unreadable entry',
  },
  reception: {
    applied: 'counts',
    held: 'waits for a decision',
    released: 'let count',
    declined: 'declined',
    'on-device': 'on this device',
  },
  held: {
    'after-lock': 'it was locked or signed before',
    'after-signature-lock': 'the form was signed and locked',
    'author-lost-role': 'the author no longer had the role',
    'wrong-role': 'the role does not allow it',
    'site-not-granted': 'the site is not granted to the author',
    'illegal-transition': 'the step does not follow from the state',
    'evidence-differs': 'what was signed is not what the casebook says',
    'no-training': 'no training on record',
    'missing-reason': 'the reason for the change is missing',
    'unknown-form-version': 'the form version is not known',
    'version-not-approved': 'the site has not approved the study version',
    'no-consent': 'consent to the study version is missing',
    'subject-transferred': 'the participant moved to another site',
    'clock-implausible': 'the clock of the device was implausible',
  },
  clock: {
    'set-back': 'clock of the device behind an earlier entry by',
    ahead: 'clock of the device ahead of the server by',
  },
  lasting: ['d', 'h', 'min'],
}

const fr: Words = {
  colon: '\u00a0: ',
  casebook: 'Cahier d’observation',
  study: 'Étude',
  participant: 'Participant',
  site: 'Centre',
  version: 'Version des formulaires',
  status: 'État',
  asOf: 'Tel qu’il était le',
  heardAt: 'Serveur connu jusqu’à',
  onlyPart: 'Une partie seulement',
  dictionaries: 'Dictionnaires',
  madeBy: 'Établi par',
  contents: 'Dans ce cahier',
  forms: 'Formulaires saisis',
  values: 'Valeurs',
  changes: 'Entrées de la piste d’audit',
  openQueries: 'Questions ouvertes',
  signatures: 'Signatures',
  notReceived: 'Entrées que le serveur n’a pas encore',
  pageOf: (page, pages) => `Page ${page} sur ${pages}`,
  notEntered: 'Non saisi',
  earlier: 'Auparavant',
  twoValues: 'Deux valeurs, pas encore de décision',
  hidden: 'N’est plus demandé, vu les autres réponses',
  otherVersion: 'Saisi sous une autre version du formulaire',
  withdrawn: 'Retiré',
  row: (n) => `Ligne ${n}`,
  findings: 'Points à vérifier',
  findingOpen: 'à traiter',
  findingConfirmed: 'confirmé',
  queries: 'Questions',
  opened: 'Ouverte d’elle-même',
  attached: 'Pièces jointes',
  fileSize: (bytes, blackened) =>
    `${inThrees(bytes, '\u00a0')} octets${blackened === 0 ? '' : `, ${blackened} ${blackened === 1 ? 'partie noircie' : 'parties noircies'}`}`,
  takenAway: 'Retirée',
  checked: 'Revue',
  verified: 'Vérifié avec la source',
  items: (done, of) => `${done} données sur ${of}`,
  accepted: 'Accepté par l’investigateur',
  changedSince: 'Une valeur a changé depuis.',
  intact: 'Valable : le contenu est celui qui a été signé.',
  broken: 'N’est plus valable : le contenu a changé depuis la signature.',
  nobodySigned: 'Non signé',
  auditTrail: 'Piste d’audit',
  backToForm: 'Retour au formulaire',
  when: 'Quand',
  who: 'Qui',
  what: 'Quoi',
  from: 'De',
  to: 'À',
  reason: 'Motif',
  received: 'Reçu',
  changed: 'modifié',
  aboutParticipant: 'Le participant',
  entryElsewhere: 'une entrée qui n’est pas disponible ici',
  approved: 'approuvé',
  andMore: (n) => `${n} de plus`,
  eligible: 'peut participer',
  notEligible: 'ne peut pas participer',
  waiver: 'dérogation',
  agent: { LU177: 'Lu-177', EVEROLIMUS: 'Évérolimus', CAPECITABINE: 'Capécitabine', OCTREOTIDE: 'Octréotide LP' },
  doseDecision: { RELEASED: 'libérée', REDUCED: 'réduite', HOLD: 'suspendue', STOP: 'arrêtée' },
  written: {
    entry: 'valeur',
    reason: 'motif',
    text: 'texte de la question',
    note: 'note de source',
    title: 'nom du fichier',
  },
  casebookStatus: { draft: 'Brouillon', unsigned: 'Complet, non signé', signed: 'Signé', locked: 'Verrouillé' },
  formStatus: { 'in-progress': 'En cours', complete: 'Complet', 'not-done': 'Non fait' },
  queryStatus: {
    candidate: 'proposée',
    open: 'ouverte',
    answered: 'répondue',
    reopened: 'rouverte',
    closed: 'close',
    cancelled: 'annulée',
  },
  closing: { open: 'ouvert', frozen: 'gelé', locked: 'verrouillé' },
  queryMove: {
    propose: 'proposition',
    open: 'demande',
    answer: 'réponse',
    close: 'clôture',
    cancel: 'annulation',
    reopen: 'nouvelle demande',
  },
  meaning: {
    'reviewed-adverse-event': 'J’ai revu cet événement indésirable et l’accepte tel qu’il est noté.',
    'data-correct': 'Les données sont complètes et exactes.',
    eligibility: 'Le participant est éligible.',
    'dose-release': 'Je libère cette dose.',
  },
  sourceHead: 'Origine',
  source: {
    direct: 'saisie directe',
    transcribed: 'recopié d’un autre document',
    device: 'repris d’un appareil',
    calculated: 'calculé',
    imported: 'lu dans un fichier',
    participant: 'réponse du participant',
  },
  role: {
    nurse: 'infirmier·ère de recherche',
    investigator: 'investigateur·rice',
    monitor: 'attaché·e de recherche',
    'data-manager': 'gestionnaire de données',
    administrator: 'administrateur·rice',
    participant: 'participant·e',
    system: 'système',
  },
  kind: {
    enrol: 'inclus',
    amend: 'passé à une autre version de l’étude',
    value: 'saisi',
    status: 'état du formulaire',
    confirm: 'confirmé',
    query: 'question',
    verify: 'vérifié',
    unverify: 'vérification retirée',
    lock: 'gel et verrouillage',
    export: 'exporté',
    review: 'accepté',
    sign: 'signé',
    'dose-release': 'décision sur une dose',
    eligibility: 'éligibilité signée',
    resolve: 'tranché',
    withdraw: 'retiré',
    attach: 'fichier ajouté',
    detach: 'fichier retiré',
    release: 'décision sur une entrée retenue',
    'redaction-request': 'demande de caviardage',
    'redaction-decision': 'décision sur un caviardage',
    request: 'demande au serveur',
    refuse: 'randomisation refusée',
    randomise: 'randomisé',
    unblind: 'aveugle levé',
    transfer: 'passage à un autre centre',
    carried: 'repris d’un autre centre',
    void: 'entrée illisible',
  },
  reception: {
    applied: 'compte',
    held: 'attend une décision',
    released: 'admis',
    declined: 'refusé',
    'on-device': 'sur cet appareil',
  },
  held: {
    'after-lock': 'c’était verrouillé ou signé avant',
    'after-signature-lock': 'le formulaire était signé et verrouillé',
    'author-lost-role': 'l’auteur n’avait plus ce rôle',
    'wrong-role': 'le rôle ne le permet pas',
    'site-not-granted': 'le centre n’est pas attribué à l’auteur',
    'illegal-transition': 'l’étape ne suit pas de l’état',
    'evidence-differs': 'ce qui a été signé n’est pas ce que dit le dossier',
    'no-training': 'aucune formation enregistrée',
    'missing-reason': 'le motif de la modification manque',
    'unknown-form-version': 'la version du formulaire est inconnue',
    'version-not-approved': 'le centre n’a pas approuvé la version de l’étude',
    'no-consent': 'le consentement à cette version manque',
    'subject-transferred': 'le participant a changé de centre',
    'clock-implausible': 'l’horloge de l’appareil était invraisemblable',
  },
  clock: {
    'set-back': 'horloge de l’appareil en retard sur une saisie antérieure de',
    ahead: 'horloge de l’appareil en avance sur le serveur de',
  },
  lasting: ['j', 'h', 'min'],
}

const sv: Words = {
  colon: ': ',
  casebook: 'CRF-pärm',
  study: 'Studie',
  participant: 'Deltagare',
  site: 'Prövningsställe',
  version: 'Formulärversion',
  status: 'Läge',
  asOf: 'Som det stod',
  heardAt: 'Servern känd till',
  onlyPart: 'Bara en del',
  dictionaries: 'Ordlistor',
  madeBy: 'Skapad av',
  contents: 'I den här CRF-pärmen',
  forms: 'Inmatade formulär',
  values: 'Värden',
  changes: 'Rader i ändringsloggen',
  openQueries: 'Öppna frågor',
  signatures: 'Signaturer',
  notReceived: 'Inmatningar som servern ännu inte har',
  pageOf: (page, pages) => `Sida ${page} av ${pages}`,
  notEntered: 'Ej inmatat',
  earlier: 'Tidigare',
  twoValues: 'Två värden, ännu inget beslut',
  hidden: 'Efterfrågas inte längre på grund av de andra svaren',
  otherVersion: 'Inmatat under en annan version av formuläret',
  withdrawn: 'Struket',
  row: (n) => `Rad ${n}`,
  findings: 'Anmärkningar',
  findingOpen: 'att besvara',
  findingConfirmed: 'bekräftad',
  queries: 'Frågor',
  opened: 'Öppnad av sig själv',
  attached: 'Bifogade filer',
  fileSize: (bytes, blackened) =>
    `${inThrees(bytes, '\u00a0')} byte${blackened === 0 ? '' : `, ${blackened} ${blackened === 1 ? 'svärtad del' : 'svärtade delar'}`}`,
  takenAway: 'Borttagen',
  checked: 'Granskning',
  verified: 'Verifierat mot källan',
  items: (done, of) => `${done} av ${of} uppgifter`,
  accepted: 'Godtagen av prövaren',
  changedSince: 'Ett värde har ändrats sedan dess.',
  intact: 'Giltig: innehållet är det som signerades.',
  broken: 'Inte längre giltig: innehållet ändrades efter signeringen.',
  nobodySigned: 'Ej signerat',
  auditTrail: 'Ändringslogg',
  backToForm: 'Tillbaka till formuläret',
  when: 'När',
  who: 'Vem',
  what: 'Vad',
  from: 'Från',
  to: 'Till',
  reason: 'Skäl',
  received: 'Mottaget',
  changed: 'ändrat',
  aboutParticipant: 'Deltagaren',
  entryElsewhere: 'en inmatning som inte finns till hands här',
  approved: 'godkänt',
  andMore: (n) => `${n} till`,
  eligible: 'får delta',
  notEligible: 'får inte delta',
  waiver: 'undantag',
  agent: { LU177: 'Lu-177', EVEROLIMUS: 'Everolimus', CAPECITABINE: 'Capecitabin', OCTREOTIDE: 'Oktreotid LAR' },
  doseDecision: { RELEASED: 'godkänd', REDUCED: 'reducerad', HOLD: 'avvaktas', STOP: 'avslutad' },
  written: { entry: 'värde', reason: 'skäl', text: 'frågans text', note: 'källanteckning', title: 'filens namn' },
  closing: { open: 'öppen', frozen: 'fryst', locked: 'låst' },
  casebookStatus: { draft: 'Utkast', unsigned: 'Komplett, ej signerad', signed: 'Signerad', locked: 'Låst' },
  formStatus: { 'in-progress': 'Pågår', complete: 'Komplett', 'not-done': 'Ej utfört' },
  queryStatus: {
    candidate: 'föreslagen',
    open: 'öppen',
    answered: 'besvarad',
    reopened: 'öppnad igen',
    closed: 'stängd',
    cancelled: 'tillbakatagen',
  },
  queryMove: {
    propose: 'föreslog',
    open: 'frågade',
    answer: 'svarade',
    close: 'stängde',
    cancel: 'tog tillbaka',
    reopen: 'frågade igen',
  },
  meaning: {
    'reviewed-adverse-event': 'Jag har granskat denna oönskade händelse och godtar den som den är dokumenterad.',
    'data-correct': 'Data är fullständiga och riktiga.',
    eligibility: 'Deltagaren uppfyller kriterierna för att delta.',
    'dose-release': 'Jag godkänner denna dos.',
  },
  sourceHead: 'Källa',
  source: {
    direct: 'ifyllt direkt',
    transcribed: 'överfört från en annan handling',
    device: 'hämtat från ett instrument',
    calculated: 'beräknat',
    imported: 'läst från en fil',
    participant: 'besvarat av deltagaren',
  },
  role: {
    nurse: 'forskningssköterska',
    investigator: 'prövare',
    monitor: 'monitor',
    'data-manager': 'datamanager',
    administrator: 'administratör',
    participant: 'deltagare',
    system: 'system',
  },
  kind: {
    enrol: 'inkluderade',
    amend: 'flyttade till en annan studieversion',
    value: 'matade in',
    status: 'formulärets läge',
    confirm: 'bekräftade',
    query: 'fråga',
    verify: 'verifierade',
    unverify: 'tog tillbaka verifieringen',
    lock: 'frysning och låsning',
    export: 'exporterade',
    review: 'godtog',
    sign: 'signerade',
    'dose-release': 'beslutade om en dos',
    eligibility: 'signerade inklusionen',
    resolve: 'avgjorde',
    withdraw: 'strök',
    attach: 'lade till en fil',
    detach: 'tog bort en fil',
    release: 'beslutade om en väntande inmatning',
    'redaction-request': 'begärde maskning',
    'redaction-decision': 'beslutade om en maskning',
    request: 'begärde av servern',
    refuse: 'randomisering avslagen',
    randomise: 'randomiserade',
    unblind: 'bröt blindningen',
    transfer: 'flyttade till ett annat prövningsställe',
    carried: 'överfört från ett annat prövningsställe',
    void: 'oläsbar inmatning',
  },
  reception: {
    applied: 'räknas',
    held: 'väntar på beslut',
    released: 'fick räknas',
    declined: 'avvisad',
    'on-device': 'på den här enheten',
  },
  held: {
    'after-lock': 'det var redan låst eller signerat',
    'after-signature-lock': 'formuläret var signerat och låst',
    'author-lost-role': 'den som matade in hade inte längre rollen',
    'wrong-role': 'rollen tillåter det inte',
    'site-not-granted': 'den som matade in saknar behörighet till prövningsstället',
    'illegal-transition': 'steget följer inte av läget',
    'evidence-differs': 'det som signerades är inte det som CRF-pärmen säger',
    'no-training': 'ingen utbildning registrerad',
    'missing-reason': 'skälet för ändringen saknas',
    'unknown-form-version': 'formulärversionen är inte känd',
    'version-not-approved': 'prövningsstället har inte godkänt studieversionen',
    'no-consent': 'samtycke till studieversionen saknas',
    'subject-transferred': 'deltagaren har flyttat till ett annat prövningsställe',
    'clock-implausible': 'enhetens klocka gick fel',
  },
  clock: {
    'set-back': 'enhetens klocka före en tidigare inmatning med',
    ahead: 'enhetens klocka före servern med',
  },
  lasting: ['d', 'h', 'min'],
}

const wordsBy: { readonly [L in Language]: Words } = { en, fr, sv }

/** The words in a language. */
export const wordsIn = (language: Language): Words => wordsBy[language]

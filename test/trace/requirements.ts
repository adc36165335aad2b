/** What is endangered most where a requirement is not met: the safety or the rights of participants, or the data. */
type Endangered = 'safety' | 'rights' | 'data'

interface Asked {
  /** As the checklist of standards names it. */
  readonly id: string
  /** 1 stops a release, 2 is expected, 3 is good to have. */
  readonly priority: 1 | 2 | 3
  readonly risk: 'high' | 'medium' | 'low'
  readonly endangers: Endangered
  readonly asks: string
}

/** A requirement, and whether the product meets it. What is open says which part is missing. */
export type Requirement = Asked & ({ readonly state: 'delivered' } | { readonly state: 'open'; readonly why: string })

/** Id, priority, risk, what is asked in a few words; where it is open, what is missing. */
type Row = readonly [Asked['id'], Asked['priority'], `${Asked['risk']} ${Endangered}`, string, string?]

const ratings: { readonly [R in Row[2]]: readonly [Asked['risk'], Endangered] } = {
  'high safety': ['high', 'safety'],
  'high rights': ['high', 'rights'],
  'high data': ['high', 'data'],
  'medium safety': ['medium', 'safety'],
  'medium rights': ['medium', 'rights'],
  'medium data': ['medium', 'data'],
  'low safety': ['low', 'safety'],
  'low rights': ['low', 'rights'],
  'low data': ['low', 'data'],
}

// A row a requirement: they are read, and compared, as a table.
// prettier-ignore
const rows: readonly Row[] = [
  // 21 CFR Part 11.
  ['P11-01', 1, 'high data', 'Every change records who, what, old and new value, when, why, device, app version'],
  ['P11-02', 1, 'high data', 'Nobody alters or removes an audit entry, whatever their role or account'],
  ['P11-03', 1, 'high data', 'Earlier values stand beside the present one'],
  ['P11-04', 1, 'high data', 'A chain of hashes shows where a stored trail was tampered with'],
  ['P11-05', 1, 'medium data', "A participant's whole record leaves as PDF and as ODM, trail included"],
  ['P11-06', 1, 'high data', 'The server holds steps that come out of order'],
  ['P11-07', 1, 'high rights', 'The server checks role, site and study of every read and write'],
  ['P11-08', 2, 'medium data', 'A device that is unknown, revoked or cloned cannot exchange anything'],
  ['P11-09', 2, 'medium safety', 'Nobody enters data before their training and delegation are on record'],
  ['P11-10', 2, 'low data', 'Manuals and release notes ship along; the app names its versions and build'],
  ['P11-11', 1, 'high data', 'A signature shows name, time, offset and meaning wherever it appears'],
  ['P11-12', 1, 'high data', 'A signature belongs to exactly the content that was signed'],
  ['P11-13', 1, 'high data', 'What is changed after signing asks for another signature'],
  ['P11-14', 1, 'medium data', "A user name is one person's for ever"],
  ['P11-15', 1, 'high data', 'Signing asks for the password; after a break, for everything'],
  ['P11-16', 1, 'high data', 'Nobody can sign in the name of somebody else'],
  ['P11-17', 1, 'medium data', 'Wrong passwords are counted everywhere, lock, and alert an administrator'],
  ['P11-18', 2, 'medium data', 'Lost devices and accounts are shut out in one step; access can be reviewed'],
  ['P11-19', 1, 'high data', 'An offline signature says so, is verified by the server, and waits if revoked'],
  ['P11-20', 2, 'medium data', 'Traffic is encrypted, and what is altered on its way is refused'],
  // Good clinical practice.
  ['GCP-01', 1, 'medium data', 'The history of a value is one key away on its form'],
  ['GCP-02', 1, 'medium data', 'The whole trail can be taken out as tables, sign-ins and roles too'],
  ['GCP-03', 1, 'high data', 'Nothing switches the audit trail off, and its guards are checked at start'],
  ['GCP-04', 1, 'high data', 'The time of entry is kept beside the time of receipt'],
  ['GCP-05', 1, 'medium data', 'A clock that is wrong or set back is noticed and decides nothing'],
  ['GCP-06', 1, 'high data', 'Changing a committed value asks for a reason, a first entry does not'],
  ['GCP-07', 1, 'high data', 'Sponsor roles never write a clinical value'],
  ['GCP-08', 1, 'medium rights', 'An investigator takes a full copy of the site at any time, also offline'],
  ['GCP-09', 1, 'medium data', 'A missing value is said with its reason, and blanks raise a query'],
  ['GCP-10', 1, 'medium safety', 'Checks ask and never block; findings follow the version of the check'],
  ['GCP-11', 1, 'medium data', 'A query moves from candidate to closed by whoever may move it'],
  ['GCP-12', 1, 'medium data', 'Monitors verify against the source, and a later change undoes it'],
  ['GCP-13', 1, 'high data', 'Investigators sign events, visits and casebooks, and see what is to sign'],
  ['GCP-14', 1, 'high data', 'Parts are frozen, locked and opened; earlier offline entries wait for a decision'],
  ['GCP-15', 1, 'high data', 'Synchronisation loses nothing and doubles nothing, whatever fails'],
  ['GCP-16', 1, 'high safety', 'Data stay with the version they were entered under; moving is explicit'],
  ['GCP-17', 1, 'medium data', 'Who had which access can be said of any past day'],
  ['GCP-18', 1, 'high data', 'Whoever administers holds no role in the data'],
  ['GCP-19', 2, 'medium data', 'Arms of a blind study are hidden by role, on screen and in files'],
  ['GCP-20', 1, 'high data', 'A back-up restores to the same rows and an unbroken chain'],
  ['GCP-21', 2, 'medium data', 'An archive can be read and checked without the app'],
  ['GCP-22', 1, 'high safety', 'Implausible doses and measurements are asked about and confirmed with a reason'],
  ['GCP-23', 1, 'high safety', 'A serious event alerts at once, and its deadline is counted'],
  ['GCP-24', 2, 'low data', 'Each value says where it comes from'],
  ['GCP-25', 2, 'low data', 'Each value carries its author, time and participant in calls and exports'],
  ['GCP-26', 2, 'medium rights', 'Personal data typed by mistake are blacked out by two people, logged'],
  // Validation.
  ['VAL-01', 1, 'low data', 'A matrix leads from requirement and risk to tests and results'],
  ['VAL-02', 1, 'low data', 'Each requirement has a rating of its risk'],
  ['VAL-03', 1, 'medium safety', 'Study definitions are checked data, each check with its own cases'],
  ['VAL-04', 2, 'low data', 'The installation checks itself at first run and reports'],
  ['VAL-05', 2, 'low data', 'A release brings its parts list, changes, known defects and way back'],
  // Privacy.
  ['PRIV-01', 1, 'high rights', 'Participants are codes; no field asks for identity, free text warns of it'],
  ['PRIV-02', 1, 'medium rights', 'A birth date is asked no more exactly than a protocol needs'],
  ['PRIV-03', 1, 'high rights', 'De-identified exports name nobody and shift every date'],
  ['PRIV-04', 1, 'high rights', 'No value, name or number shows in logs or traces of the app'],
  ['PRIV-05', 1, 'high rights', 'Data are encrypted at rest, in back-ups, and on their way'],
  ['PRIV-06', 2, 'medium rights', 'Withdrawal of consent ends collection and keeps what was lawful'],
  ['PRIV-07', 2, 'low rights', "Opening, exporting and printing a participant's data are logged"],
  ['PRIV-08', 2, 'medium rights', 'A device holds its own sites only, and loses them with the role'],
  // The desktop shell.
  ['ELEC-01', 1, 'high data', 'Windows are sandboxed, isolated and without Node'],
  ['ELEC-02', 1, 'high data', 'The page is served from a list of bundled files'],
  ['ELEC-03', 1, 'high data', 'A strict policy stands on every answer, and nothing violates it'],
  ['ELEC-04', 1, 'high data', 'No page or frame leads away from the app'],
  ['ELEC-05', 1, 'medium data', 'Nothing opens outside but known sites over HTTPS'],
  ['ELEC-06', 1, 'high data', 'Each channel checks its caller and its arguments'],
  ['ELEC-07', 1, 'high data', 'The page gets named calls and nothing of Electron'],
  ['ELEC-08', 1, 'medium rights', 'Permissions and devices are denied unless listed'],
  ['ELEC-09', 1, 'high data', "Electron's program is fused to run this archive alone"],
  ['ELEC-10', 1, 'medium data', 'Electron is of a supported major, and its advisories are looked at', 'The version is pinned and supported. Advisories are looked up with every test run; the registry here refuses to say, so that none has been shown to be absent.'],
  ['ELEC-11', 1, 'medium data', 'Without a real keychain nothing is sealed in it, and the password suffices'],
  ['ELEC-12', 1, 'high data', 'Updates are signed by us, newer, and never interrupt unsent work'],
  ['ELEC-13', 1, 'medium data', 'Nothing outside can steer the app by links, files or arguments'],
  ['ELEC-14', 1, 'high data', 'The server is fixed by an administrator, and certificates are never waived'],
  ['ELEC-15', 2, 'low data', 'A shipped app has no developer tools and refuses debugging switches'],
  ['ELEC-16', 2, 'low data', 'One app opens a profile, and no memory is dumped or sent'],
  ['ELEC-17', 2, 'low rights', 'A locked screen is hidden from captures; printing and saving are audited'],
  ['ELEC-18', 1, 'medium data', 'The main process parses no foreign file'],
  // Keys and data on a device.
  ['CRYP-01', 1, 'high data', 'Stored data are encrypted, each record bound to its place'],
  ['CRYP-02', 1, 'high data', 'Passwords are stretched above a floor, weaker records raised at sign-in'],
  ['CRYP-03', 1, 'high data', 'Password and keys are never stored, and go when the app locks'],
  ['CRYP-04', 1, 'high rights', 'The raw store of a device reveals nothing'],
  ['CRYP-05', 1, 'high rights', "People of one device see only what the server's signed grant allows"],
  ['CRYP-06', 1, 'medium data', 'Wrong passwords offline slow down and lock, also across restarts and clocks'],
  ['CRYP-07', 1, 'medium data', 'Offline work ends with the grant; what was entered is kept'],
  ['CRYP-08', 1, 'high rights', 'A revoked device destroys its keys at the next contact and confirms it'],
  ['CRYP-09', 1, 'medium data', 'A changed password re-wraps the keys; recovery takes two people'],
  ['CRYP-10', 1, 'high data', 'A record that does not decrypt is a visible error, never an empty one'],
  ['CRYP-11', 2, 'medium data', 'Keys can be rotated without loss'],
  ['CRYP-12', 1, 'high data', 'Value, audit entry and outbox are stored together or not at all'],
  ['CRYP-13', 1, 'medium data', 'Storage is asked to persist, and want of it is told'],
  ['CRYP-14', 1, 'medium data', "Chance comes from the system's generator alone"],
  ['CRYP-15', 2, 'low data', "Keeping sensitive data in a browser's storage is a documented deviation"],
  // Server and calls.
  ['ASVS-1.2.4', 1, 'high data', 'SQL takes its values as parameters'],
  ['ASVS-1.5.1', 1, 'medium data', 'Hostile XML ends soon, with a sentence'],
  ['ASVS-2.2.2', 1, 'high data', 'The server validates all it receives, unknown keys included'],
  ['ASVS-2.3.3', 1, 'high data', 'A batch is taken whole or not at all'],
  ['ASVS-2.4.1', 1, 'medium data', 'Calls are limited in rate and size'],
  ['ASVS-3.3.x', 1, 'medium data', 'Cookies, if any, are strict; calls prove their origin'],
  ['ASVS-3.4.x', 1, 'medium data', 'Every answer carries security headers, and no other origin may read it'],
  ['ASVS-5.2.x', 1, 'medium data', 'Files are checked by size and content before they are taken'],
  ['ASVS-6.2.x', 1, 'medium data', 'Passwords are long, uncommon, unlike the name, and otherwise free'],
  ['ASVS-6.3.1', 1, 'high data', 'Guessing is slowed alike for all; sponsor roles need a second factor'],
  ['ASVS-6.4.x', 1, 'medium data', 'Invitations work once and briefly; nobody has a default account'],
  ['ASVS-7.x', 1, 'high data', 'Sessions are short, end at once everywhere, and replays end them'],
  ['ASVS-8.2.x', 1, 'high rights', "Another site's things answer as if they did not exist"],
  ['ASVS-8.4.1', 1, 'high rights', 'The database itself shows each session its own sites only'],
  ['ASVS-9.x', 1, 'high data', 'Only tokens of the right kind, signer and age open anything'],
  ['ASVS-11.4.2', 1, 'medium data', 'Passwords are hashed with Argon2id, and hashed anew when that is weak'],
  ['ASVS-12.x', 1, 'high data', 'Only modern TLS is spoken, to people and to the database'],
  ['ASVS-13.x', 1, 'medium data', 'No secret ships, and production shows no debugging'],
  ['ASVS-15.3.3', 1, 'medium data', 'Fields that a caller may not set are refused'],
  ['ASVS-15.3.6', 1, 'medium data', 'No input reaches the prototype of objects'],
  ['ASVS-16.x', 1, 'medium data', 'Security events are logged in codes, without values or secrets'],
  ['ASVS-15.2.2', 2, 'low data', 'Heavy work is queued and limited'],
  // What the app is made of.
  ['SUP-01', 1, 'medium data', 'Packages are those of the lock file and run no script unasked'],
  ['SUP-02', 1, 'medium data', 'Dependencies have allowed licences and no grave advisory', 'Licences are checked. Advisories are looked up with every test run; the registry here refuses to say, so that none has been shown to be absent.'],
  ['SUP-03', 2, 'low data', 'A release has a CycloneDX parts list and can be built again alike'],
  ['SUP-04', 2, 'medium data', 'Packages come from the registry alone'],
  // ODM.
  ['ODM-01', 1, 'medium data', 'Snapshots in ODM 1.3.2 are valid for all five studies'],
  ['ODM-02', 1, 'medium data', 'Transactional files tell every change with its audit record'],
  ['ODM-03', 1, 'medium data', 'Audit records say who, where, when and why'],
  ['ODM-04', 1, 'medium data', 'Every reference of a file leads somewhere'],
  ['ODM-05', 1, 'medium data', 'Queries leave with their texts and state'],
  ['ODM-06', 2, 'low data', 'Files in ODM 2.0 are valid'],
  ['ODM-07', 1, 'medium data', 'Foreign ODM is read, or refused with line and path'],
  ['ODM-08', 1, 'high data', 'Values keep their exact text'],
  ['ODM-09', 1, 'medium data', 'Characters that XML cannot hold survive or are stopped'],
  ['ODM-10', 1, 'medium data', 'Names and repeats are stable from export to export'],
  ['ODM-11', 2, 'low data', 'A thousand participants are written in little memory', 'Shown by `npm run qualify -- memory`, which no test of every day repeats.'],
  ['ODM-12', 2, 'low data', 'A file says what it is, of when, and what went before'],
  // Data sets and files.
  ['DATA-01', 1, 'medium data', 'Data sets of the SDTM domains follow their rules'],
  ['DATA-02', 1, 'medium data', 'Dataset-JSON is valid and as large as it says'],
  ['DATA-03', 1, 'medium data', "Coded answers are CDISC's own words"],
  ['DATA-04', 1, 'medium safety', 'RECIST data sets link lesions, sums and responses'],
  ['DATA-05', 1, 'medium safety', 'Adverse event data sets agree with grades, deaths and dates'],
  ['DATA-06', 2, 'low data', 'Define-XML is valid'],
  ['DATA-07', 1, 'medium data', 'Transport files are byte-true and cut nothing silently'],
  ['DATA-08', 1, 'medium data', 'CSV survives spreadsheets and comes back as it was'],
  ['DATA-09', 1, 'medium data', 'Archives have safe names and a manifest of hashes'],
  ['DATA-10', 1, 'medium rights', 'Exports hold what their maker may see, are noted, and name status and dictionaries'],
  // Safety reports.
  ['E2B-01', 1, 'high safety', 'A serious report says which minimum facts it lacks'],
  ['E2B-02', 2, 'medium safety', "The report's elements have the names and codes of E2B(R3)"],
  ['E2B-03', 1, 'high safety', 'Follow-ups keep what went before and show what changed; given times never change'],
  // Casebooks on paper.
  ['PDF-01', 1, 'medium data', 'The casebook has cover, bookmarks and numbered, named pages'],
  ['PDF-02', 1, 'medium data', 'The casebook shows answers, queries, verification, signatures and audit'],
  ['PDF-03', 2, 'low data', 'An archive takes the PDF'],
  ['PDF-04', 1, 'medium data', 'Any character prints or shows its code; nothing is cut'],
  ['PDF-05', 2, 'low data', 'Blank and annotated forms of a version can be printed'],
  ['PDF-06', 2, 'low data', 'The same data and instant give the same bytes'],
]

/**
 * Every requirement of the checklist of standards, in its order. What is delivered is shown by tests that have its id in
 * brackets at the end of their titles; `npm test` fails where one is missing or did not pass.
 */
export const requirements: readonly Requirement[] = rows.map(([id, priority, rated, asks, why]) => {
  const [risk, endangers] = ratings[rated]
  const asked = { id, priority, risk, endangers, asks }
  return why === undefined ? { ...asked, state: 'delivered' } : { ...asked, state: 'open', why }
})

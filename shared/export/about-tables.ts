import type { Language } from '../study/definition'

/** What whoever opens the tables years later has to know, as the file beside them says it. */
export const aboutTables = (language: Language): string => withLineEnds(about[language])

const withLineEnds = (text: string): string => text.replaceAll('\n', '\r\n')

const en = `Tracer, tables as comma-separated values (RFC 4180, UTF-8 with byte order mark, CRLF).

One table a form, one row an instance; a repeating group has a table of its own, joined by EVENT, EVENTID, FORM, FORMID.
codebook.csv says what each column means, codelists.csv what each code means. Values stand as they were typed; the
columns that end in _STD hold the same value in the first unit of the item. An item that holds two values has none here:
CONTESTED names both. Withdrawn forms are in audit.csv only. attachments.csv names the files that were added to forms;
they lie in the folder attachments, each called by what its SHA-256 begins with. eq5d_index.csv, where there is one, is
derived: the index of each EQ-5D profile by the set of values that it names, or in NOTDONE why there is none.

A text that begins with = + - @ TAB or CR would be run by a spreadsheet, so an apostrophe stands in front of it, and in
front of a text that begins with apostrophes and one of these. To read such a cell, drop its first character when it
matches ^'+[=+\\-@\\t\\r]. Plain numbers such as -5 are not touched.

manifest.json lists every file with its rows, bytes and SHA-256.
`

const fr = `Tracer, tableaux en valeurs séparées par des virgules (RFC 4180, UTF-8 avec marque d’ordre, CRLF).

Un tableau par formulaire, une ligne par exemplaire ; un groupe répété a son propre tableau, relié par EVENT, EVENTID,
FORM, FORMID. codebook.csv dit ce que chaque colonne signifie, codelists.csv ce que chaque code signifie. Les valeurs
sont telles qu’elles ont été tapées ; les colonnes en _STD donnent la même valeur dans la première unité de la donnée.
Une donnée qui a deux valeurs n’en a pas ici : CONTESTED nomme les deux. Les formulaires retirés ne sont que dans
audit.csv. attachments.csv nomme les fichiers joints aux formulaires ; ils sont dans le dossier attachments, chacun
sous le début de son SHA-256. eq5d_index.csv, s’il y en a un, est dérivé : l’indice de chaque profil EQ-5D selon le jeu
de valeurs qu’il nomme, ou dans NOTDONE pourquoi il n’y en a pas.

Un tableur exécuterait un texte qui commence par = + - @ TAB ou CR : une apostrophe le précède donc, de même qu’un texte
qui commence par des apostrophes suivies de l’un de ces signes. Pour lire une telle cellule, enlevez son premier
caractère si elle correspond à ^'+[=+\\-@\\t\\r]. Les nombres simples comme -5 restent tels quels.

manifest.json énumère chaque fichier avec ses lignes, ses octets et son SHA-256.
`

const sv = `Tracer, tabeller som kommaseparerade värden (RFC 4180, UTF-8 med byteordningsmärke, CRLF).

En tabell per formulär, en rad per förekomst; en upprepad grupp har en egen tabell, kopplad med EVENT, EVENTID, FORM,
FORMID. codebook.csv säger vad varje kolumn betyder, codelists.csv vad varje kod betyder. Värdena står som de skrevs;
kolumnerna som slutar på _STD har samma värde i uppgiftens första enhet. En uppgift som har två värden har inget här:
CONTESTED nämner båda. Strukna formulär finns bara i audit.csv. attachments.csv nämner filerna som lagts till i
formulär; de ligger i mappen attachments, var och en under början av sitt SHA-256. eq5d_index.csv, där den finns, är
härledd: index för varje EQ-5D-profil enligt den värdeuppsättning som anges, eller i NOTDONE varför det inte finns något.

En text som börjar med = + - @ TAB eller CR skulle köras av ett kalkylprogram, så en apostrof står framför den, och
framför en text som börjar med apostrofer och ett av dessa tecken. För att läsa en sådan cell, ta bort dess första tecken
när den passar ^'+[=+\\-@\\t\\r]. Vanliga tal som -5 rörs inte.

manifest.json räknar upp varje fil med dess rader, byte och SHA-256.
`

const about: { readonly [L in Language]: string } = { en, fr, sv }

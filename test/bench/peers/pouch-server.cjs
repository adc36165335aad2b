/**
 * express-pouchdb over LevelDB, on loopback. Arguments: a folder for its data, and that of the page it serves under
 * `/page/`. Says on which port it is; ends when asked, or when who started it is gone.
 */
const { mkdirSync } = require('node:fs')
const { sep } = require('node:path')
const express = require('express')
const [dataDir, pageDir] = process.argv.slice(2)
mkdirSync(dataDir, { recursive: true })
const PouchDB = require('pouchdb').defaults({ prefix: dataDir + sep })

const app = express()
app.use('/page', express.static(pageDir))
app.use('/', require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true }))
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))

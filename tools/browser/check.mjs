// Looks at pages with a real browser: node check.mjs URL...
//
// Every page is opened light and dark, narrow and wide, with and without JavaScript, under
// its own Content-Security-Policy. It fails on what the console calls an error, on requests
// that fail or leave the house, and when a narrow page has to be scrolled sideways. Then axe
// looks for serious faults of accessibility; it is a script that the policy would refuse, so
// it runs in a context that ignores the policy.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const urls = process.argv.slice(2)
if (urls.length === 0) {
  console.error('usage: node check.mjs URL...')
  process.exit(2)
}
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => p && existsSync(p))
if (!executablePath) {
  console.error('no chromium found: install one, or say where it is in CHROMIUM')
  process.exit(2)
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const faults = []
let looks = 0

for (const colorScheme of ['light', 'dark']) {
  for (const width of [400, 1280]) {
    const look = { colorScheme, viewport: { width, height: 900 } }
    for (const javaScriptEnabled of [true, false]) {
      await each({ ...look, javaScriptEnabled }, `${colorScheme} ${width} ${javaScriptEnabled ? '' : 'no script'}`, plain)
    }
    await each({ ...look, bypassCSP: true }, `${colorScheme} ${width}`, accessible)
  }
}
await browser.close()
for (const f of faults) console.error(f)
console.log(`${urls.length} pages, ${looks} looks, ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)

// each opens every page in one kind of context.
async function each(options, name, inspect) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  for (const url of urls) {
    const fault = (what) => faults.push(`${url} (${name.trim()}): ${what}`)
    try {
      await inspect(page, url, fault)
    } catch (err) {
      fault(err.message)
    }
    page.removeAllListeners()
    looks++
  }
  await context.close()
}

async function plain(page, url, fault) {
  const origin = new URL(url).origin
  page.on('console', (m) => {
    // A page that is a 404 on purpose is an error to the console.
    const itself = m.location().url === url && m.text().startsWith('Failed to load resource: the server responded with a status of 4')
    if (m.type() === 'error' && !itself) fault(`console: ${m.text()}`)
  })
  page.on('pageerror', (err) => fault(`script: ${err.message}`))
  page.on('request', (r) => {
    if (new URL(r.url()).origin !== origin) fault(`asks another house: ${r.url()}`)
  })
  // The browser gives up what it still loads when it goes to the next page: no fault of the page.
  page.on('requestfailed', (r) => r.failure()?.errorText === 'net::ERR_ABORTED' || fault(`failed: ${r.url()}: ${r.failure()?.errorText}`))
  page.on('response', (r) => {
    if (r.status() >= 400 && r.url() !== url) fault(`${r.status()}: ${r.url()}`)
  })
  const answer = await page.goto(url, { waitUntil: 'load' })
  if (!answer.headers()['content-security-policy']) fault('has no Content-Security-Policy')
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  if (wide > shown) fault(`is ${wide} pixels wide where ${shown} are shown`)
  if ((await page.innerText('body')).trim() === '') fault('is empty')
}

async function accessible(page, url, fault) {
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  for (const v of violations) {
    if (v.impact === 'serious' || v.impact === 'critical') fault(`${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(' ')}`)
  }
}

//! The plan page in a real browser: no error, no network, and its parts respond.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::scans::Codebase;
use crate::check::Outcome;
use crate::context::Context;
use crate::files;
use crate::process::Finished;

/// Runs first in the page: keeps every error and every address that is asked for.
const WATCH: &str = "<script>window.__seen = [];\
    addEventListener('error', e => __seen.push('error: ' + (e.message || (e.target && e.target.outerHTML))), true);\
    addEventListener('unhandledrejection', e => __seen.push('rejected: ' + e.reason));\
    const __error = console.error; console.error = (...a) => { __seen.push('console: ' + a.join(' ')); __error(...a); };\
    </script>";

/// Runs last: the page's own test, and what was seen, written where `--dump-dom` shows it.
const REPORT: &str = "<script>addEventListener('load', () => setTimeout(async () => {\
    let test; try { test = await window.migratePlan.selfTest(); } catch (e) { test = { ok: false, error: String(e) }; }\
    const asked = performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:'));\
    const out = document.createElement('script'); out.type = 'application/json'; out.id = 'xtask-report';\
    out.textContent = JSON.stringify({ test, seen: window.__seen, asked }).replaceAll('<', '\\\\u003c');\
    document.body.append(out); }, 300));</script>";

/// The page of the legacy system's plan, and of leveldb's if it has been scanned.
pub(crate) fn responds(context: &Context, _: &str) -> Result<Outcome> {
    let work = context.scratch("page/legacy-cpp")?;
    let codebase = Codebase::legacy(context, &work)?;
    codebase.scan(&[])?;
    let page = work.join("plan.html");
    codebase.migrate().arg("plan").arg("--html").arg(&page).ok()?;
    let report = visit(context, &work, &page)?;
    let asked = list(&report["asked"]);
    ensure!(asked.is_empty(), "the page asks the network for {asked:?}");
    let seen = list(&report["seen"]);
    ensure!(seen.is_empty(), "errors in the page: {seen:?}");
    ensure!(report["test"]["ok"] == true, "the page's own test fails: {}", report["test"]);
    let picture = screenshot(context, &work, &page)?;
    Ok(Outcome::Passed(format!("screenshot {}", picture.strip_prefix(&context.root).unwrap_or(&picture).display())))
}

/// Opens an instrumented copy of the page and gives back what it reported.
fn visit(context: &Context, work: &Path, page: &Path) -> Result<Value> {
    let text = instrument(&files::read(page)?).context("the page has no <head> or no </body>")?;
    let copy = work.join("instrumented.html");
    files::write(&copy, &text)?;
    let done = chromium(context, work, &copy, &["--dump-dom", "--virtual-time-budget=20000"])?;
    let logged: Vec<&str> = done.stderr.lines().filter(|l| l.contains("CONSOLE") && l.contains("rror")).collect();
    ensure!(logged.is_empty(), "the browser logs errors: {logged:?}");
    let json = report(&done.stdout).with_context(|| format!("the page reported nothing: {}", done.stderr))?;
    serde_json::from_str(json).with_context(|| format!("the page reported no JSON: {json}"))
}

fn screenshot(context: &Context, work: &Path, page: &Path) -> Result<PathBuf> {
    let picture = work.join("plan.png");
    let argument = format!("--screenshot={}", picture.display());
    chromium(context, work, page, &[&argument, "--window-size=1600,1000", "--virtual-time-budget=5000"])?;
    let size = std::fs::metadata(&picture).context("no screenshot")?.len();
    ensure!(size > 20_000, "the screenshot is nearly empty: {size} bytes");
    Ok(picture)
}

fn chromium(context: &Context, work: &Path, page: &Path, arguments: &[&str]) -> Result<Finished> {
    context
        .run("chromium")
        .limit(Duration::from_secs(120))
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr"])
        .arg(format!("--user-data-dir={}", work.join("profile").display()))
        .args(arguments)
        .arg(format!("file://{}", page.display()))
        .ok()
}

fn instrument(page: &str) -> Option<String> {
    let head = page.find("<head>")? + "<head>".len();
    let body = page.rfind("</body>")?;
    Some([&page[..head], WATCH, &page[head..body], REPORT, &page[body..]].concat())
}

/// The JSON that the instrumented page left in its DOM.
fn report(dom: &str) -> Option<&str> {
    let after = &dom[dom.rfind("id=\"xtask-report\"")?..];
    let start = after.find('>')? + 1;
    Some(&after[start..start + after[start..].find("</script>")?])
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_found_behind_the_scripts() {
        let page = instrument("<html><head></head><body>x</body></html>").unwrap();
        assert!(page.starts_with("<html><head><script>window.__seen") && page.ends_with("</script></body></html>"));
        let dom = "<body><script type=\"application/json\" id=\"xtask-report\">{\"a\":1}</script></body>";
        assert_eq!(report(dom), Some("{\"a\":1}"));
        assert_eq!(report("<body></body>"), None);
    }
}

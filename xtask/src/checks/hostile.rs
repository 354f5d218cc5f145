//! Compile databases as the world has them: broken, huge, odd. Every case gives the expected facts or finding.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::check::Outcome;
use crate::context::Context;
use crate::figures::counters;
use crate::files;

pub(crate) fn cases(context: &Context, _: &str) -> Result<Outcome> {
    let work = context.scratch("hostile")?;
    let (folder, out) = (work.join("cases"), work.join("result.json"));
    counters::python(context, "hostile/make_hostile.py")?.arg(&folder).ok()?;
    let check = counters::python(context, "hostile/check_hostile.py")?;
    let done = check.arg(&folder).arg("--migrate").arg(context.migrate()?).arg("--json").arg(&out).finish()?;
    let result: Value = serde_json::from_str(&files::read(&out)?)?;
    let all = result.as_object().context("no result")?;
    let failed: Vec<String> = all
        .iter()
        .filter(|(_, case)| case["ok"] != true)
        .map(|(name, case)| format!("{name}: {}", case["problems"]))
        .collect();
    ensure!(failed.is_empty(), "{} of {} cases fail:\n  {}", failed.len(), all.len(), failed.join("\n  "));
    ensure!(done.status.success() && !all.is_empty(), "the counter failed: {}", done.error());
    Ok(Outcome::Passed(format!("{0} of {0} cases", all.len())))
}

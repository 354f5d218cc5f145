//! Checks a JSON value against a JSON schema, as far as the generated schemas go. A keyword that is not known here
//! fails the test: nothing passes unseen.

use serde_json::Value;

/// The first thing that is wrong, with its place.
pub fn validate(value: &Value, schema: &Value) -> Result<(), String> {
    check(value, schema, schema, "$")
}

fn check(value: &Value, schema: &Value, root: &Value, at: &str) -> Result<(), String> {
    let object = match schema {
        Value::Bool(true) => return Ok(()),
        Value::Object(o) => o,
        _ => return Err(format!("{at}: nothing is allowed here")),
    };
    for (keyword, want) in object {
        let ok = match keyword.as_str() {
            "$schema" | "title" | "description" | "default" | "format" | "$defs" => true,
            "$ref" => {
                let name = want.as_str().and_then(|r| r.strip_prefix("#/$defs/")).ok_or("a foreign reference")?;
                check(value, &root["$defs"][name], root, at)?;
                true
            }
            "type" => types(want).iter().any(|t| is(value, t)),
            "const" => value == want,
            "enum" => list(want).contains(value),
            "minimum" => value.as_f64().is_none_or(|v| v >= want.as_f64().unwrap_or(f64::MIN)),
            "maximum" => value.as_f64().is_none_or(|v| v <= want.as_f64().unwrap_or(f64::MAX)),
            "minItems" => value.as_array().is_none_or(|a| a.len() as u64 >= want.as_u64().unwrap_or(0)),
            "maxItems" => value.as_array().is_none_or(|a| a.len() as u64 <= want.as_u64().unwrap_or(u64::MAX)),
            "required" => list(want).iter().filter_map(Value::as_str).all(|k| value.get(k).is_some()),
            "oneOf" => list(want).iter().filter(|s| check(value, s, root, at).is_ok()).count() == 1,
            "anyOf" => list(want).iter().any(|s| check(value, s, root, at).is_ok()),
            "allOf" => list(want).iter().all(|s| check(value, s, root, at).is_ok()),
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, want, root, &format!("{at}[{i}]"))?;
                }
                true
            }
            "properties" => {
                for (key, inner) in want.as_object().into_iter().flatten() {
                    if let Some(v) = value.get(key) {
                        check(v, inner, root, &format!("{at}.{key}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = |key: &str| schema["properties"].get(key).is_some();
                for (key, v) in value.as_object().into_iter().flatten().filter(|(k, _)| !known(k)) {
                    check(v, want, root, &format!("{at}.{key}"))?;
                }
                true
            }
            other => return Err(format!("{at}: the validator does not know `{other}`")),
        };
        if !ok {
            return Err(format!("{at}: {keyword} {want} does not hold for {value}"));
        }
    }
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn types(want: &Value) -> Vec<&str> {
    want.as_str().into_iter().chain(list(want).iter().filter_map(Value::as_str)).collect()
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        _ => false,
    }
}

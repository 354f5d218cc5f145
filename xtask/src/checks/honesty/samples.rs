//! Whether two samples are from one distribution: the p-values of two tests, with two sides.

use statrs::distribution::{ContinuousCDF as _, Normal, StudentsT};

/// Welch's t test (Welch 1947): means of samples whose variances differ. `None` of fewer than two values or of constants.
pub(super) fn welch(first: &[f64], second: &[f64]) -> Option<f64> {
    let [(mean_a, error_a, free_a), (mean_b, error_b, free_b)] = [moments(first)?, moments(second)?];
    let error = error_a + error_b;
    let freedom = error.powi(2) / (error_a.powi(2) / free_a + error_b.powi(2) / free_b);
    let t = (mean_a - mean_b).abs() / error.sqrt();
    Some(2.0 * (1.0 - StudentsT::new(0.0, 1.0, freedom).ok()?.cdf(t)))
}

/// Mean, square of its standard error, degrees of freedom.
fn moments(values: &[f64]) -> Option<(f64, f64, f64)> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
    (values.len() > 1 && squares > 0.0).then_some((mean, squares / (n - 1.0) / n, n - 1.0))
}

/// The U test (Mann and Whitney 1947) by its normal approximation with corrections for ties and for continuity, which is what
/// `mannwhitneyu` of SciPy computes for more than eight values. `None` if there is nothing to rank.
pub(super) fn mann_whitney(first: &[f64], second: &[f64]) -> Option<f64> {
    let (m, n) = (first.len() as f64, second.len() as f64);
    let beats = |a: &f64, b: &f64| {
        if a > b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        }
    };
    let u: f64 = first.iter().map(|a| second.iter().map(|b| beats(a, b)).sum::<f64>()).sum();
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    // Each of t equal values counts t² - 1: together t³ - t.
    let ties: f64 = all.iter().map(|a| (all.iter().filter(|b| *b == a).count() as f64).powi(2) - 1.0).sum();
    let both = m + n;
    let variance = m * n / 12.0 * (both + 1.0 - ties / (both * (both - 1.0)));
    let z = ((u - m * n / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    (variance > 0.0).then_some(2.0 * (1.0 - Normal::standard().cdf(z)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_u_test_is_that_of_scipy() {
        // mannwhitneyu(…, method="asymptotic").pvalue
        let p = mann_whitney(&[19.0, 22.0, 16.0, 29.0, 24.0], &[20.0, 11.0, 17.0, 12.0]).unwrap();
        assert!((p - 0.111_346_886_5).abs() < 1e-6, "{p}");
        assert_eq!(mann_whitney(&[1.0, 1.0], &[1.0, 1.0]), None);
    }

    #[test]
    fn welchs_test_is_that_of_a_hand_computation() {
        // Means 2 and 5, squared errors 1/3 and 4/3: t = 3 / √(5/3) = 2.3238 with 2.9412 degrees of freedom.
        let p = welch(&[1.0, 2.0, 3.0], &[3.0, 5.0, 7.0]).unwrap();
        assert!((0.10..0.11).contains(&p), "{p}");
        assert_eq!(welch(&[1.0], &[2.0, 3.0]), None);
    }

    #[test]
    fn tests_miss_as_often_as_they_say() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut sample = || -> Vec<f64> { (0..12).map(|_| (0..12).map(|_| random.f64()).sum()).collect() };
        let trials: Vec<[Vec<f64>; 2]> = (0..2000).map(|_| [sample(), sample()]).collect();
        for (name, test) in [("U", mann_whitney as fn(&[f64], &[f64]) -> Option<f64>), ("t", welch)] {
            let rejected = trials.iter().filter(|[a, b]| test(a, b).unwrap() < 0.05).count();
            // 5 % of 2000 are 100; four standard deviations are 39.
            assert!((61..139).contains(&rejected), "{name}: {rejected}");
        }
    }
}

//! Many calls at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Applies `work` to every item on up to `jobs` threads and hands the results to `sink`, on the calling thread, in the order
/// in which they come. After an error of `sink` nothing more is started.
pub(crate) fn each<T: Sync, R: Send, E>(
    jobs: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut sink: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let result = results.iter().try_for_each(|(index, result)| sink(index, result));
        next.fetch_max(items.len(), Ordering::Relaxed);
        result
    })
}

/// Applies `work` to every item on up to `jobs` threads; the results are in the order of the items.
pub(crate) fn map<T: Sync, R: Send, E: Send>(
    jobs: usize,
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let mut results = Vec::with_capacity(items.len());
    each(jobs, items, work, |index, result| {
        results.push((index, result?));
        Ok(())
    })?;
    results.sort_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        assert_eq!(map(4, &items, |i| Ok::<_, ()>(i * 2)).unwrap(), items.iter().map(|i| i * 2).collect::<Vec<_>>());
        assert_eq!(map(4, &[] as &[u64], |i| Ok::<_, ()>(*i)).unwrap(), Vec::<u64>::new());
    }

    #[test]
    fn an_error_ends_the_work() {
        assert_eq!(map(2, &[1, 2, 3], |i| if *i == 2 { Err("two") } else { Ok(*i) }), Err("two"));
    }
}

//! Random orders with a seed.

use rand_mt::Mt;

use crate::net::Node;

/// The numbers `0..len` in an order that depends on the seed alone.
///
/// It is the order that Python's `random.Random(seed).shuffle` gives (MT19937, Fisher-Yates from the end), so that a
/// script of a few lines can check every figure that rests on random orders.
pub(crate) fn shuffled(len: usize, seed: u32) -> Vec<Node> {
    let mut generator = Mt::new_with_key([seed]);
    let mut order: Vec<Node> = (0..len as Node).collect();
    for last in (1..len).rev() {
        order.swap(last, below(&mut generator, last as u32 + 1) as usize);
    }
    order
}

/// A number below `bound`, every one equally likely.
pub(crate) fn below(generator: &mut Mt, bound: u32) -> u32 {
    let bits = u32::BITS - bound.leading_zeros();
    loop {
        let draw = generator.next_u32() >> (u32::BITS - bits);
        if draw < bound {
            return draw;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shuffled;

    #[test]
    fn equals_python() {
        // x = list(range(10)); random.Random(s).shuffle(x)
        assert_eq!(shuffled(10, 0), PYTHON_0);
        assert_eq!(shuffled(10, 299), PYTHON_299);
    }

    #[test]
    fn short_lists() {
        assert!(shuffled(0, 7).is_empty());
        assert_eq!(shuffled(1, 7), [0]);
    }

    const PYTHON_0: [u32; 10] = [7, 8, 1, 5, 3, 4, 2, 0, 9, 6];

    const PYTHON_299: [u32; 10] = [6, 7, 1, 2, 9, 4, 8, 0, 3, 5];
}

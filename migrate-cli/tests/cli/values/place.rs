use std::pin::pin;

use lib::support::Place;
use lib::{Counter, Wide};

fn main() {
    {
        let mut place = pin!(Place::new());
        let mut counter = Counter::from_bytes_in(place.as_mut(), b"a name that is too long to be stored in place").unwrap();
        assert_eq!((counter.as_mut().next(), counter.as_mut().next(), Counter::count()), (1, 2, 1));
        assert!(counter.name().ends_with(b"in place"));

        // Another one in the same place, and one that cannot be made.
        let again = Counter::new_in(place.as_mut());
        assert_eq!((again.name(), Counter::count()), (&b""[..], 1));
        assert_eq!(Counter::from_bytes_in(place.as_mut(), b"").unwrap_err().message(), b"no name");
        assert_eq!(Counter::count(), 0);
        Counter::new_in(place.as_mut());
        let mut boxed = Box::pin(Place::new());
        Counter::new_in(boxed.as_mut());
        assert_eq!(Counter::count(), 2);
    }
    assert_eq!(Counter::count(), 0);

    let mut place = pin!(Place::new());
    assert!(Wide::new_in(place.as_mut()).aligned());

    // Each number of arguments.
    assert_eq!((lib::sum(1), lib::sum_with_d(0, 0, 0, 0), lib::sum_with_f(1, 1, 1, 1, 1, 1)), (21, 11, 6));
}

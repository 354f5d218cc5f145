#[repr(C)]
pub struct chip_pair {
    pub low: u32,
    pub high: u32,
}

#[repr(C)]
#[repr(align(4))]
pub struct chip_flags {
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1usize]>,
}
#[repr(C)]
pub struct __BindgenBitfieldUnit<Storage> {
    storage: Storage,
}
impl __BindgenBitfieldUnit<[u8; 1]> {
    pub fn get(&self, at: usize, width: u8) -> u64 {
        u64::from(self.storage[0]) >> at & ((1 << width) - 1)
    }
}
impl chip_flags {
    pub fn ready(&self) -> u32 {
        self._bitfield_1.get(0usize, 2u8) as u32
    }
    pub fn level(&self) -> u32 {
        self._bitfield_1.get(3usize, 5u8) as u32
    }
}

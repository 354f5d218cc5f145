//! The module `store` in Rust.

use store_bridge::facade::Module;

/// What C++ calls.
pub struct Store;

#[expect(unused_variables, reason = "not written yet")]
impl Module for Store {
    fn put_segment_header(id: u32, out: Option<core::pin::Pin<&mut store_bridge::gateway::ByteBuffer>>) {
        todo!()
    }

    fn parse_segment_header(
        data: &[u8],
        id: Option<&mut u32>,
    ) -> store_bridge::cxx::UniquePtr<store_bridge::gateway::Status> {
        todo!()
    }

    fn put_block(
        info: &store_bridge::gateway::store::BlockInfo,
        stored: &[u8],
        out: Option<core::pin::Pin<&mut store_bridge::gateway::ByteBuffer>>,
    ) {
        todo!()
    }

    fn parse_block<'a>(
        data: &'a [u8],
        info: Option<&mut store_bridge::gateway::store::BlockInfo>,
        stored: Option<&mut &'a [u8]>,
    ) -> store_bridge::cxx::UniquePtr<store_bridge::gateway::Status> {
        todo!()
    }

    fn put_record(
        record: &store_bridge::gateway::store::Record,
        out: Option<core::pin::Pin<&mut store_bridge::gateway::ByteBuffer>>,
    ) {
        todo!()
    }

    fn get_record(
        in_: Option<core::pin::Pin<&mut store_bridge::gateway::ByteReader>>,
        record: Option<core::pin::Pin<&mut store_bridge::gateway::store::Record>>,
    ) -> store_bridge::cxx::UniquePtr<store_bridge::gateway::Status> {
        todo!()
    }
}

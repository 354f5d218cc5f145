# migrate modules 1
migrate_module(legs ID legs SOURCES animals/legs.cc SYMBOLS legs/symbols.txt)
migrate_module(wings ID wings SOURCES "animals/my wings.cc" SYMBOLS wings/symbols.txt)

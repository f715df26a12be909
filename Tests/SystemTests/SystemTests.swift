// One suite per folder of System; files that tests make live in temporary folders only.

/** What the tests of all modules share: a real broker, certificates, a bad network. Published as test-jar. */
package io.footman.testkit;

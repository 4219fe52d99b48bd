import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One step of the schema, in SQL. `name` ends in the 13 digits that TypeORM orders by. There is no
 * way back: what people have stored since is worth more than a tidy downgrade; restore a backup.
 */
export const sqlMigration = (name: string, sql: string): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = name;

    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(sql);
    }

    down(): Promise<void> {
      throw new Error(`migration ${name} has no way back: restore a backup`);
    }
  };
